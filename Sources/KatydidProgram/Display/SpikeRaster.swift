#if hasFeature(Embedded)
  import KatydidEmbedded
#else
  import Katydid
#endif

/// The spikes of some neurons of the largest spiking layer over the last seconds: a row is a neuron, a column a tick.
///
/// A Braille character has two columns of four dots.
final class SpikeRaster {
  static let lineCount = rasterLines + 1
  private static let rasterLines = 6
  private static let neuronsPerLine = 4
  private static let largestColumns = 100

  private let layer: Int
  private let neuronCount: Int
  private let rowCount: Int
  private let tickMilliseconds: Int
  private let caption: String
  /// Dots of `lineCount` characters for each column of the ring.
  private let cells: UnsafeMutableBufferPointer<UInt8>
  /// Column of the ring that is being filled, and whether its first tick is.
  private var column = 0
  private var isLeftHalf = false

  /// Nil if the model has no spiking layer.
  init?(_ model: Model) {
    var largest: (layer: Int, neurons: Int)?
    let network = model.blob.network
    for index in 0..<network.layerCount where network.layer(index).kind.spikes {
      let count = network.layer(index).count
      if count > largest?.neurons ?? 0 { largest = (index, count) }
    }
    guard let largest else { return nil }
    layer = largest.layer
    neuronCount = largest.neurons
    rowCount = min(neuronCount, SpikeRaster.rasterLines * SpikeRaster.neuronsPerLine)
    tickMilliseconds = model.tickMilliseconds
    let name =
      model.blob.layerNames.map { " '\(String($0[largest.layer]))'" } ?? " \(largest.layer)"
    caption = "\(rowCount) of the \(neuronCount) neurons of layer\(name)"
    cells = .allocate(capacity: SpikeRaster.largestColumns * SpikeRaster.rasterLines)
    cells.initialize(repeating: 0)
  }

  deinit { cells.deallocate() }

  func update(_ recognizer: borrowing Recognizer) {
    isLeftHalf.toggle()
    if isLeftHalf {
      column = (column + 1) % SpikeRaster.largestColumns
      for line in 0..<SpikeRaster.rasterLines { cells[column * SpikeRaster.rasterLines + line] = 0 }
    }
    let (cells, column, isLeftHalf) = (cells, column, isLeftHalf)
    let (rowCount, neuronCount) = (rowCount, neuronCount)
    recognizer.network.forEachSpike(inLayer: layer) { neuron, _ in
      // The neurons shown lie evenly in the layer: the first of each group.
      let row = neuron * rowCount / neuronCount
      guard (row * neuronCount + rowCount - 1) / rowCount == neuron else { return }
      let cell = column * SpikeRaster.rasterLines + row / SpikeRaster.neuronsPerLine
      cells[cell] |= SpikeRaster.dot(row: row % SpikeRaster.neuronsPerLine, isLeft: isLeftHalf)
    }
  }

  func draw(line: Int, columns: Int, to stream: Stream) {
    Caption.write("spikes", line: line, columns: columns, to: stream)
    guard line < SpikeRaster.rasterLines else { return drawCaption(columns: columns, to: stream) }
    stream.write(Style.cyan)
    let shown = shownColumns(columns)
    for back in stride(from: shown - 1, through: 0, by: -1) {
      let index = (column - back + SpikeRaster.largestColumns) % SpikeRaster.largestColumns
      let dots = cells[index * SpikeRaster.rasterLines + line]
      // U+2800 and the dots, as UTF-8.
      stream.write(0xE2)
      stream.write(0xA0 + dots >> 6)
      stream.write(0x80 + dots & 63)
    }
    stream.write(Style.plain)
  }

  private func drawCaption(columns: Int, to stream: Stream) {
    stream.write(Style.dim)
    stream.write(caption)
    stream.write(", ")
    stream.write(decimal: shownColumns(columns) * 2 * tickMilliseconds / 100, places: 1)
    stream.write(" s")
    stream.write(Style.plain)
  }

  private func shownColumns(_ columns: Int) -> Int {
    min(columns - Caption.columns, SpikeRaster.largestColumns - 1)
  }

  private static func dot(row: Int, isLeft: Bool) -> UInt8 {
    switch row {
    case 0: isLeft ? 0x01 : 0x08
    case 1: isLeft ? 0x02 : 0x10
    case 2: isLeft ? 0x04 : 0x20
    default: isLeft ? 0x40 : 0x80
    }
  }
}
