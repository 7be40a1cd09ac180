import Foundation
import TestSupport
import Testing

/// The list of microphones.
@Suite struct DevicesTests {
  private let usb = "plughw:CARD=Snowball,DEV=0"
  private let builtIn = "plughw:CARD=PCH,DEV=0"
  private let configuration = """
    pcm.card_PCH { type null }
    pcm.card_Snowball { type mulaw slave { pcm { type null } format S16_LE } }
    pcm.tape { type null hint { show on description "A tape" } }

    """

  private func objects(_ run: ProgramRun) throws -> [[String: Any]] {
    try run.lines.map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  private func defaults(_ devices: [[String: Any]]) -> [String?] {
    devices.filter { $0["isDefault"] as? Bool == true }.map { $0["device"] as? String }
  }

  @Test func `cards by name, the one at USB first`() throws {
    let alsa = try FakeALSA(configuration, hasCards: true)
    let run = try alsa.run("devices")
    #expect(run.status == 0 && run.errors.isEmpty)
    let devices = try objects(run)
    let names = devices.compactMap { $0["device"] as? String }
    #expect(names.prefix(2) == [builtIn, usb] && names.contains("tape"))
    #expect(!names.contains("null") && !run.output.contains("HDMI"))
    #expect(defaults(devices) == [usb])
    #expect(
      devices[1]["description"] as? String
        == "Blue Snowball at usb-0000:01:00.0-1.2, full speed, USB Audio")
    #expect(try alsa.run("devices", program: "KatydidProgramEmbedded").output == run.output)
  }

  @Test func `what the hardware offers`() throws {
    let alsa = try FakeALSA(configuration, hasCards: true)
    let device = try objects(alsa.run("devices", variables: ["TWO_RATES": "1"]))[1]
    #expect(device["ratesHz"] as? [Int] == [44_100, 192_000])
    #expect(device["channels"] as? [Int] == Array(1...8))
    #expect(device["formats"] as? [String] == ["MU_LAW"])
  }

  @Test func `a device that another program uses`() throws {
    let alsa = try FakeALSA(configuration, hasCards: true)
    let devices = try objects(alsa.run("devices", variables: ["BUSY_CARD": "Snowball"]))
    #expect(defaults(devices) == [builtIn])
    #expect(devices[1]["canBeOpened"] as? Bool == false && devices[1]["formats"] == nil)
    let problem = try #require(devices[1]["problem"] as? String)
    #expect(problem.contains("another program uses it"))
  }

  @Test func `the default of the configuration, with a hint or without`() throws {
    for hint in ["", #"hint { show on description "Mine" }"#] {
      let alsa = try FakeALSA(configuration + "pcm.default { type null \(hint) }")
      let devices = try objects(alsa.run("devices"))
      #expect(defaults(devices) == ["default"])
      #expect(devices.count { $0["device"] as? String == "default" } == 1)
    }
  }

  @Test func `devices of which none is the default`() throws {
    let run = try FakeALSA(configuration).run("devices")
    let devices = try objects(run)
    #expect(run.status == 0 && !devices.isEmpty && defaults(devices).isEmpty)
    #expect(run.errors.contains("--device"))
  }

  @Test func `no microphone`() throws {
    for arguments in [["devices"], ["check-mic"], ["listen"]] {
      let alsa = try FakeALSA("")
      let run = try ProgramRun(arguments, environment: alsa.environment)
      #expect(run.status == 69 && run.output.isEmpty)
      // One line, and nothing of libasound's own.
      #expect(run.errors.hasPrefix("katydid: no microphone") && run.errors.hasSuffix("\n"))
      #expect(run.errors.count { $0 == "\n" } == 1)
    }
  }

  @Test func `for people`() throws {
    let alsa = try FakeALSA(configuration, hasCards: true)
    let environment = alsa.environment.merging(["TWO_RATES": "1", "BUSY_CARD": "PCH"]) { $1 }
    let lines = try TerminalRun(["devices"], environment: environment).lines
    #expect(lines.contains("● \(usb)  listen takes this one"))
    #expect(lines.contains("  MU_LAW at 44100, 192000 Hz, any number of channels"))
    #expect(lines.contains("  \(builtIn)"))
    #expect(lines.count { $0.contains("cannot open: Device or resource busy") } == 1)
    #expect(try TerminalRun(["devices", "--json"], environment: environment).output.hasPrefix("{"))
  }

  @Test func `what fits nothing says what it offers`() throws {
    let alsa = try FakeALSA(configuration, hasCards: true)
    for command in ["listen", "check-mic"] {
      let run = try alsa.run(command, variables: ["TWO_RATES": "1"])
      #expect(run.status == 69)
      #expect(run.errors.contains("\(usb): offers nothing"))
      #expect(run.errors.contains("offers MU_LAW at 44100, 192000 Hz"))
    }
  }
}
