#if KATYDID_IS_IMPORTED
  @testable import Katydid
#endif

/// Why a golden vector does not hold: what differs first, or what is wrong with it.
enum GoldenFault: Error {
  case unreadable
  /// The file that belongs to it cannot be read; its extension.
  case missingCompanion(StaticString)
  case notGolden
  case unknownKind
  case refused(ModelError)
  case missing(RecordName)
  /// An element that cannot be what the record is for, or the wrong number of them.
  case outOfRange(RecordName)
  /// Nothing compared this record.
  case unread(RecordName)
  case differs(RecordName, index: Int, expected: Int64, got: Int64)
  /// The record has fewer elements than there were values, or more.
  case wrongCount(RecordName, expected: Int, atLeast: Int)
  /// Both lines, from the first character that differs.
  case differsInLine(Int, column: Int, expected: [UInt8], got: [UInt8])
}

/// What `body` makes.
/// - Throws: `.refused` for what it throws.
func accepted<T: ~Copyable>(_ body: () throws(ModelError) -> T) throws(GoldenFault) -> T {
  do throws(ModelError) { return try body() } catch { throw .refused(error) }
}

extension GoldenFault {
  func describe<Sink: TextSink>(to sink: inout Sink) {
    switch self {
    case .unreadable: sink.text("cannot be read")
    case .missingCompanion(let name):
      sink.text("needs a file beside it with the extension .")
      sink.text(name)
    case .notGolden: sink.text("is neither a file of golden records nor ends in .expected")
    case .unknownKind: sink.text("has records of no kind of case that is known here")
    case .refused(let error):
      sink.text("is refused at byte ")
      sink.decimal(UInt64(error.offset))
      sink.text(": ")
      sink.text(error.explanation)
    case .missing(let name):
      sink.text("has no record ")
      name.write(to: &sink)
    case .outOfRange(let name):
      sink.text("has a record with elements that cannot be: ")
      name.write(to: &sink)
    case .unread(let name):
      sink.text("has a record that nothing is compared with: ")
      name.write(to: &sink)
    case .differs(let name, let index, let expected, let got):
      name.write(to: &sink)
      sink.text("[")
      sink.decimal(UInt64(index))
      sink.text("]: expected ")
      sink.decimal(signed: expected)
      sink.text(", got ")
      sink.decimal(signed: got)
    case .wrongCount(let name, let expected, let atLeast):
      name.write(to: &sink)
      sink.text(": expected ")
      sink.decimal(UInt64(expected))
      sink.text(atLeast > expected ? " values, got at least " : " values, got ")
      sink.decimal(UInt64(atLeast))
    case .differsInLine(let line, let column, let expected, let got):
      sink.text("line ")
      sink.decimal(UInt64(line))
      sink.text(", column ")
      sink.decimal(UInt64(column))
      sink.text(": expected ")
      sink.text(expected)
      sink.text(", got ")
      sink.text(got)
    }
  }
}
