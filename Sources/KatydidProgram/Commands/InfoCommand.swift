extension Command {
  static let info = Command(
    kind: .info, name: "info",
    summary: "Say what models are: labels, settings, network, size, origin and licence.",
    operands: "[MODEL...]",
    operandCompletion: .models,
    discussion: [
      "MODEL is a built-in model or a .kat file. Without one, the built-in models are listed."
    ],
    options: [Option("json", help: "Print a JSON object for each model, a line each.")],
    examples: [
      Example(command: "katydid info", meaning: "What is built in."),
      Example(command: "katydid info keywords", meaning: "What the built-in model hears."),
      Example(command: "katydid info --json my.kat", meaning: "For another program."),
    ])
}

/// Describes models; one that cannot be read is reported and the rest still done.
struct InfoCommand {
  private let names: [String]
  private let isJSON: Bool
  private let isList: Bool

  init(_ arguments: Arguments) throws(Failure) {
    isList = arguments.operands.isEmpty
    names = isList ? Model.builtInNames : arguments.operands
    isJSON = arguments.isSet("json")
  }

  func run() throws(Failure) -> ExitStatus {
    var status = ExitStatus.success
    for (index, name) in names.enumerated() {
      do throws(Failure) {
        let model = try Model(named: name)
        if isJSON {
          ModelJSON.write(model, to: Stream.output)
        } else if isList {
          listLine(model)
        } else {
          if index > 0 { Stream.output.write("\n") }
          ModelText.write(model, to: Stream.output)
        }
        Stream.output.flush()
      } catch {
        error.report()
        if status != .badData { status = error.status }
      }
    }
    return status
  }

  /// `keywords  14 words: yes no …`
  private func listLine(_ model: Model) {
    let names = LabelNames(model).shown
    let events = model.classes(makingEvents: true).filter { $0 != model.restClass }
    let stream = Stream.output
    stream.write("\(Style.bold)\(model.name)\(Style.plain)  \(events.count) ")
    stream.write(model.tracks ? "chords: " : "words: ")
    stream.write("\(joined(events.map { names[$0] }, separator: " "))\n")
  }
}
