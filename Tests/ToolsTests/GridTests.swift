import Testing

@testable import katydid_tools

@Suite struct GridTests {
  @Test(arguments: [1.0, 0.1, 0.125, 1.0 / 3, 1e-6, 7e8])
  func `finds the step of float32 weights`(step: Double) throws {
    let weights = Weights.grid(4000, step: step, largest: 127, seed: 3).map { Double(Float($0)) }
    let found = try #require(Grid.step(of: weights[...]))
    #expect(abs(found / step - 1) < 1e-7)
    for weight in weights {
      #expect(abs(weight / found - (weight / found).rounded()) < 1e-4)
    }
  }

  @Test func `takes the coarsest grid`() throws {
    #expect(try #require(Grid.step(of: [0.5, -1, 0, 1.5][...])) == 0.5)
    #expect(try #require(Grid.step(of: [-3][...])) == 3)
  }

  @Test func `finds none where there is none`() {
    #expect(Grid.step(of: Weights.normal(200, seed: 1)[...]) == nil)
    #expect(Grid.step(of: [0, 0][...]) == nil)
    #expect(Grid.step(of: [][...]) == nil)
    // 128 steps do not fit Int8 in -127...127.
    #expect(Grid.step(of: [1, 128, 127][...]) == nil)
    // Too small to divide by.
    #expect(Grid.step(of: [.leastNonzeroMagnitude][...]) == nil)
  }

  @Test func `is quick on many weights`() {
    // On all multiples of one step but the last weight: every grid looks right for long.
    var weights = Array(repeating: 1.0, count: 200_000)
    weights[199_999] = 0.123_4
    let time = ContinuousClock().measure { #expect(Grid.step(of: weights[...]) == nil) }
    #expect(time < .seconds(5))
  }

  @Test func `the search clips where that costs less`() throws {
    // One outlier among many small weights.
    var weights = Weights.normal(5000, deviation: 0.01, seed: 5)
    weights[17] = 0.1
    let step = try #require(ScaleSearch.step(of: weights[...]))
    #expect(step < 0.1 / 127)
    #expect(step >= 0.3 * 0.1 / 127)
    #expect(ScaleSearch.step(of: [0, 0][...]) == nil)
  }
}
