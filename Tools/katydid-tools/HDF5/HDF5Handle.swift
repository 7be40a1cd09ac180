import CHDF5

/// An identifier of libhdf5, closed at the end of its life.
struct HDF5Handle: ~Copyable {
  let id: hid_t
  private let close: (hid_t) -> herr_t

  /// Takes what a function of libhdf5 returned; nil if that is negative, which is how the library
  /// reports a failure.
  init?(_ id: hid_t, close: @escaping (hid_t) -> herr_t) {
    guard id >= 0 else { return nil }
    self.id = id
    self.close = close
  }

  deinit { _ = close(id) }
}
