/// Listens to a microphone.
struct ListenCommand {
  private let options: ListenOptions

  init(_ arguments: Arguments) throws(Failure) { options = try ListenOptions(arguments) }

  func run() throws(Failure) -> ExitStatus {
    var listening = try Listening(options)
    try listening.run()
    return .success
  }
}
