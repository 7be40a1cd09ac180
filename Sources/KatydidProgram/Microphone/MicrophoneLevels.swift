/// What the samples of a microphone say of it: sums over 20 ms frames while they come, figures at the end.
///
/// Levels are in tenths of a decibel; 0 dBFS is the power of a sine at full scale (AES17), for peaks full scale.
/// A constant offset is taken out of them. nil is digital silence.
struct MicrophoneLevels {
  private static let framesASecond = 50
  static let powerOfFullSine = 536_870_912.0
  /// A limiter may stop just below full scale.
  private static let clippingMagnitude = 32_700

  private let frameSamples: Int
  private var frames: [Sums] = []
  private var current = Sums()
  private var total = Sums()
  private var (least, most) = (Int(Int16.max), Int(Int16.min))
  private(set) var clippedSamples = 0

  private struct Sums {
    var count = 0
    var sum: Int64 = 0
    var squares: Int64 = 0

    mutating func add(_ value: Int) {
      count += 1
      sum += Int64(value)
      squares += Int64(value * value)
    }
  }

  /// - Parameter seconds: For so long nothing is allocated after this.
  init(rateHz: Int, seconds: Int) {
    frameSamples = rateHz / MicrophoneLevels.framesASecond
    frames.reserveCapacity((seconds + 1) * MicrophoneLevels.framesASecond)
  }

  mutating func add(_ samples: UnsafeBufferPointer<Int16>) {
    for sample in samples {
      let value = Int(sample)
      least = min(least, value)
      most = max(most, value)
      if abs(value) >= MicrophoneLevels.clippingMagnitude { clippedSamples += 1 }
      current.add(value)
      total.add(value)
      if current.count == frameSamples {
        frames.append(current)
        current = Sums()
      }
    }
  }

  var sampleCount: Int { total.count }

  /// Whether nothing but one number came: no microphone is that quiet.
  var isDigitalSilence: Bool { most <= least }

  /// The mean, full scale 1.
  var offset: Double { mean / 32_768 }

  /// The largest magnitude, offset included: it is what clips.
  var peakTenths: Int? {
    let magnitude = total.count == 0 ? 0 : Double(max(most, -least)) / 32_768
    return decibelTenths(ofPower: magnitude * magnitude)
  }

  /// The level of the second with the most power; of everything, if it is shorter.
  var loudestSecondTenths: Int? {
    let powers = framePowers
    let length = min(MicrophoneLevels.framesASecond, powers.count)
    guard length > 0 else { return nil }
    var loudest = 0.0
    for start in 0...(powers.count - length) {
      loudest = max(loudest, powers[start..<(start + length)].reduce(0, +))
    }
    return level(ofPower: loudest / Double(length))
  }

  /// The level of the quietest tenth of the frames: what is there between the words.
  var noiseFloorTenths: Int? {
    let powers = framePowers.sorted()
    guard !powers.isEmpty else { return nil }
    let quiet = powers.prefix(max(powers.count / 10, 1))
    return level(ofPower: quiet.reduce(0, +) / Double(quiet.count))
  }

  /// How far the loudest second is above the noise floor.
  var signalToNoiseTenths: Int? {
    guard let signal = loudestSecondTenths, let noise = noiseFloorTenths else { return nil }
    return signal - noise
  }

  private var mean: Double { total.count == 0 ? 0 : Double(total.sum) / Double(total.count) }

  /// Mean power of each frame without the offset.
  private var framePowers: [Double] {
    let mean = mean
    return frames.map {
      max(0, (Double($0.squares) - 2 * mean * Double($0.sum)) / Double($0.count) + mean * mean)
    }
  }

  private func level(ofPower power: Double) -> Int? {
    isDigitalSilence
      ? nil : decibelTenths(ofPower: power / MicrophoneLevels.powerOfFullSine)
  }
}
