import CKatydid

#if hasFeature(Embedded)
  import KatydidEmbedded
#else
  import Katydid
#endif

/// Why a call did nothing: the status that it returns, and the detail that goes with it.
struct Refusal: Error {
  let status: katydid_status
  let detail: Int

  init(_ status: katydid_status, detail: Int = 0) {
    self.status = status
    self.detail = detail
  }

  init(_ error: ModelError) {
    self.init(Status.of(error), detail: error.offset)
  }
}

/// What a call comes to.
/// - Parameter detail: Set to the detail of a refusal, else to 0.
func status(
  detail: UnsafeMutablePointer<Int>? = nil, of body: () throws(Refusal) -> Void
) -> katydid_status {
  unsafe detail?.pointee = 0
  do throws(Refusal) {
    try body()
    return Status.ok
  } catch {
    unsafe detail?.pointee = error.detail
    return error.status
  }
}

/// What a call that makes a handle comes to: `result` is the handle, or null.
func status(
  making result: UnsafeMutablePointer<OpaquePointer?>?, detail: UnsafeMutablePointer<Int>? = nil,
  _ body: () throws(Refusal) -> OpaquePointer
) -> katydid_status {
  unsafe status(detail: detail) { () throws(Refusal) in
    guard let result = unsafe result else { throw Refusal(Status.nullPointer) }
    unsafe result.pointee = nil
    unsafe result.pointee = unsafe try body()
  }
}

/// A call of the engine's set-up, refused as the interface says.
func refusing<Value: ~Copyable>(
  _ body: () throws(ModelError) -> Value
) throws(Refusal) -> Value {
  do throws(ModelError) { return try body() } catch { throw Refusal(error) }
}

/// What a pointer and a count of the caller stand for.
/// - Throws: `nullPointer` for no elements where there should be some, `outOfRange` for more than memory can hold.
func elements<Element>(
  _ start: UnsafePointer<Element>?, count: Int
) throws(Refusal) -> UnsafeBufferPointer<Element> {
  guard unsafe start != nil || count == 0 else { throw Refusal(Status.nullPointer) }
  guard count >= 0 else { throw Refusal(Status.outOfRange) }
  return unsafe UnsafeBufferPointer(start: start, count: count)
}

/// The same of bytes, which must be there even if they are none.
func bytes(
  _ start: UnsafeRawPointer?, count: Int
) throws(Refusal) -> UnsafeRawBufferPointer {
  guard let start = unsafe start else { throw Refusal(Status.nullPointer) }
  guard count >= 0 else { throw Refusal(Status.outOfRange) }
  return unsafe UnsafeRawBufferPointer(start: start, count: count)
}
