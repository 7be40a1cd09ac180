import CPlatform

/// The folder of `--output`: a `.lab` file for each recording, named after it.
struct LabFolder {
  private let path: String

  /// - Throws: status `usage` if there is no such folder, or if recordings would share a file or have none.
  init(_ path: String, for recordings: [String]) throws(Failure) {
    guard platform_names_directory(path) else {
      throw Failure(.usage, "--output \(printable(path)): there is no such folder; make it first")
    }
    self.path = path
    for (index, recording) in recordings.enumerated() {
      guard !recording.matches("-") else {
        throw Failure(.usage, "standard input has no name for a file; leave out --output or the -")
      }
      let file = labPath(of: recording)
      for other in recordings[..<index] where labPath(of: other).matches(file) {
        throw Failure(
          .usage,
          "\(printable(other)) and \(printable(recording)) would both be \(printable(file)); recognise them one after the other, with an --output of their own"
        )
      }
    }
  }

  /// `DIR/name.lab` of `folder/name.wav`.
  func labPath(of recording: String) -> String {
    let name = recording.parts(separator: "/").last { !$0.isEmpty }?.bytes ?? []
    // A dot at the beginning hides a file, it begins no suffix.
    let end = name.lastIndex(of: UInt8(ascii: ".")).map { $0 == 0 ? name.count : $0 } ?? name.count
    let folder = path.ends(with: "/") ? path : path + "/"
    return "\(folder)\(String(decoding: name[..<end], as: UTF8.self)).lab"
  }
}
