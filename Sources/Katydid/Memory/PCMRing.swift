import Synchronization

/// Periods of samples on their way from the thread that captures to the one that recognises.
///
/// One writer, one reader, no lock, no waiting. A write never looks at the reader: if the reader is more than the
/// ring behind, the oldest periods are written over, whole, and the reader counts what it missed. A period is the bytes
/// as the device gave them, and what the writer says of them (`Period`).
///
/// Every word of the ring is an atomic one, so that reading a period while it is written over is no data race, only
/// a period that the reader finds out to be lost (a sequence lock as in Boehm, "Can seqlocks get along with programming language
/// memory models?", MSPC 2012). There are three counters, of periods since the start, modulo 2^32:
///
///     begun      the writer is about to write, or has written, so many periods
///     written    so many are complete
///     read       the reader is done with so many: for a writer that can wait (`Writer.isFull`)
///
/// The memory must outlive writer and reader. There must be one of each at most.
@safe public struct PCMRing: @unchecked Sendable {
  /// What stands beside the bytes of a period.
  public struct Period: Equatable, Sendable {
    /// Place of the first frame on the writer's clock, in frames since its start: gaps count.
    public var position: UInt64
    /// Bytes of the period; 0 for a mere notice.
    public var byteCount: Int
    /// What the writer wants to say: the ring does not look at it.
    public var notice: UInt32

    public init(position: UInt64, byteCount: Int, notice: UInt32) {
      self.position = position
      self.byteCount = byteCount
      self.notice = notice
    }
  }

  typealias Word = Atomic<UInt32>
  static let wordBytes = 4
  /// The counters are lines of a cache apart, so that writer and reader do not take them from each other.
  static let counterWords = 16
  /// Position (low, high), bytes, notice.
  static let headerWords = 4

  let periodCount: Int
  let periodBytes: Int
  private let periodWords: Int
  private let words: UnsafeMutablePointer<Word>

  /// Memory in bytes for a ring.
  /// - Parameters:
  ///   - periodCount: A power of two. One of them is always the writer's: the reader may be one less behind.
  ///   - periodBytes: Bytes of the longest period.
  public static func memoryBytes(periodCount: Int, periodBytes: Int) -> Int {
    wordBytes * (3 * counterWords + periodCount * wordsOfPeriod(periodBytes))
  }

  /// - Parameters:
  ///   - periodCount: A power of two.
  ///   - periodBytes: Bytes of the longest period.
  ///   - memory: Starts at a multiple of 16 and has at least `memoryBytes(periodCount:periodBytes:)`.
  public init(periodCount: Int, periodBytes: Int, memory: UnsafeMutableRawBufferPointer) {
    precondition(periodCount >= 2 && periodCount & (periodCount - 1) == 0, "a power of two")
    let byteCount = PCMRing.memoryBytes(periodCount: periodCount, periodBytes: periodBytes)
    precondition(memory.count >= byteCount, "less memory than the ring takes")
    let base = unsafe memory.baseAddress.unsafelyUnwrapped
    precondition(Int(bitPattern: base) % 16 == 0, "memory must start at a multiple of 16")
    self.periodCount = periodCount
    self.periodBytes = periodBytes
    periodWords = PCMRing.wordsOfPeriod(periodBytes)
    let wordCount = byteCount / PCMRing.wordBytes
    unsafe words = unsafe base.bindMemory(to: Word.self, capacity: wordCount)
    for index in 0..<wordCount { unsafe (words + index).initialize(to: Word(0)) }
  }

  private static func wordsOfPeriod(_ bytes: Int) -> Int {
    headerWords + (bytes + wordBytes - 1) / wordBytes
  }

  /// Periods that the writer is about to write or has written.
  var begun: UnsafeMutablePointer<Word> { unsafe words }
  /// Periods that are complete.
  var written: UnsafeMutablePointer<Word> { unsafe words + PCMRing.counterWords }
  /// Periods that the reader is done with.
  var read: UnsafeMutablePointer<Word> { unsafe words + 2 * PCMRing.counterWords }

  /// The words of the period with a number.
  func period(_ number: UInt32) -> UnsafeMutablePointer<Word> {
    let index = Int(truncatingIfNeeded: number) & (periodCount &- 1)
    return unsafe words + (3 &* PCMRing.counterWords &+ index &* periodWords)
  }

  /// For the thread that captures; goes on where the last writer ended.
  public func makeWriter() -> Writer { Writer(self) }

  /// For the thread that recognises; goes on where the last reader ended.
  public func makeReader() -> Reader { Reader(self) }
}

extension PCMRing {
  /// The end into which periods go.
  @safe public struct Writer: ~Copyable, Sendable {
    private let ring: PCMRing
    private var number: UInt32

    fileprivate init(_ ring: PCMRing) {
      self.ring = ring
      number = unsafe ring.written.pointee.load(ordering: .relaxed)
    }

    /// Whether the next period would be written over one that the reader has not had.
    ///
    /// For a source that can wait. A period that the reader gives up meanwhile only makes the answer too careful.
    public var isFull: Bool {
      // Acquiring: what the reader did with its last period is done before the writer goes on because of it.
      let read = unsafe ring.read.pointee.load(ordering: .acquiring)
      return number &- read >= UInt32(truncatingIfNeeded: ring.periodCount &- 1)
    }

    /// Writes a period; the oldest one goes if the reader is too far behind.
    /// - Parameters:
    ///   - period: Where it stands, and how long it is.
    ///   - bytes: As many as `period` says, at most those of the longest period.
    #if hasFeature(Embedded)
      @_noLocks
    #endif
    public mutating func write(_ period: Period, _ bytes: UnsafeRawBufferPointer) {
      precondition(period.byteCount == bytes.count && bytes.count <= ring.periodBytes)
      let words = unsafe ring.period(number)
      number &+= 1
      // Whoever reads one of the words below also sees that their period was begun: the fence, and the one of the
      // reader between words and counter, pair up.
      unsafe ring.begun.pointee.store(number, ordering: .relaxed)
      atomicMemoryFence(ordering: .releasing)
      unsafe words[0].store(UInt32(truncatingIfNeeded: period.position), ordering: .relaxed)
      unsafe words[1].store(UInt32(truncatingIfNeeded: period.position &>> 32), ordering: .relaxed)
      unsafe words[2].store(UInt32(truncatingIfNeeded: bytes.count), ordering: .relaxed)
      unsafe words[3].store(period.notice, ordering: .relaxed)
      let whole = bytes.count / PCMRing.wordBytes
      for index in 0..<whole {
        let word = unsafe bytes.loadUnaligned(
          fromByteOffset: index &* PCMRing.wordBytes, as: UInt32.self)
        unsafe words[PCMRing.headerWords &+ index].store(word, ordering: .relaxed)
      }
      if whole &* PCMRing.wordBytes < bytes.count {
        var word: UInt32 = 0
        for place in whole &* PCMRing.wordBytes..<bytes.count {
          let shift = UInt32(truncatingIfNeeded: (place & 3) &* 8)
          unsafe word |= UInt32(bytes[place]) &<< shift
        }
        unsafe words[PCMRing.headerWords &+ whole].store(word.littleEndian, ordering: .relaxed)
      }
      // Releasing: whoever sees the number sees the words.
      unsafe ring.written.pointee.store(number, ordering: .releasing)
    }
  }

  /// The end out of which periods come.
  @safe public struct Reader: ~Copyable, Sendable {
    private let ring: PCMRing
    private var number: UInt32
    /// Periods that were written over before they were read.
    public private(set) var droppedPeriods = 0

    fileprivate init(_ ring: PCMRing) {
      self.ring = ring
      number = unsafe ring.read.pointee.load(ordering: .relaxed)
    }

    /// Whether there is no period to read yet, for a reader that sleeps until there is.
    public var isEmpty: Bool {
      unsafe ring.written.pointee.load(ordering: .relaxed) == number
    }

    /// The oldest period that is there, copied to the start of `bytes`, which has room for the longest.
    /// - Returns: nil if there is none yet.
    #if hasFeature(Embedded)
      @_noLocks
    #endif
    public mutating func read(into bytes: UnsafeMutableRawBufferPointer) -> Period? {
      precondition(bytes.count >= ring.periodBytes)
      while true {
        // Acquiring: the words of every period up to this number are there.
        let written = unsafe ring.written.pointee.load(ordering: .acquiring)
        if written == number { return nil }
        skip(to: written &- UInt32(truncatingIfNeeded: ring.periodCount &- 1), before: written)
        let period = unsafe copy(into: bytes)
        // Keeps the loads above before the one below.
        atomicMemoryFence(ordering: .acquiring)
        let begun = unsafe ring.begun.pointee.load(ordering: .relaxed)
        // One whole round later the period's place is written again.
        if begun &- number <= UInt32(truncatingIfNeeded: ring.periodCount) {
          number &+= 1
          // Releasing: the writer goes on only after the words were read.
          unsafe ring.read.pointee.store(number, ordering: .releasing)
          return period
        }
      }
    }

    /// Gives up the periods before `oldest`, if the reader is that far behind.
    private mutating func skip(to oldest: UInt32, before written: UInt32) {
      guard written &- number >= UInt32(truncatingIfNeeded: ring.periodCount) else { return }
      droppedPeriods &+= Int(truncatingIfNeeded: oldest &- number)
      number = oldest
    }

    private func copy(into bytes: UnsafeMutableRawBufferPointer) -> Period {
      let words = unsafe ring.period(number)
      let low = unsafe words[0].load(ordering: .relaxed)
      let high = unsafe words[1].load(ordering: .relaxed)
      // What is being written over may be anything that was ever a length here.
      let count = unsafe Int(truncatingIfNeeded: words[2].load(ordering: .relaxed))
      let byteCount = min(count, ring.periodBytes)
      let notice = unsafe words[3].load(ordering: .relaxed)
      let whole = byteCount / PCMRing.wordBytes
      for index in 0..<whole {
        let word = unsafe words[PCMRing.headerWords &+ index].load(ordering: .relaxed)
        unsafe bytes.storeBytes(of: word, toByteOffset: index &* PCMRing.wordBytes, as: UInt32.self)
      }
      if whole &* PCMRing.wordBytes < byteCount {
        var word = unsafe words[PCMRing.headerWords &+ whole].load(ordering: .relaxed).littleEndian
        for place in whole &* PCMRing.wordBytes..<byteCount {
          unsafe bytes[place] = UInt8(truncatingIfNeeded: word)
          word &>>= 8
        }
      }
      return Period(
        position: UInt64(high) &<< 32 | UInt64(low), byteCount: byteCount, notice: notice)
    }
  }
}
