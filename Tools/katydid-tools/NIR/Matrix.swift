/// A real matrix, row-major. As weights: `[targets, sources]`.
struct Matrix: Equatable {
  let rows: Int
  let columns: Int
  var elements: [Double]

  init(rows: Int, columns: Int, elements: [Double]) {
    precondition(elements.count == rows * columns)
    self.rows = rows
    self.columns = columns
    self.elements = elements
  }

  static func identity(_ size: Int) -> Matrix {
    var matrix = Matrix(
      rows: size, columns: size, elements: [Double](repeating: 0, count: size * size))
    for index in 0..<size { matrix.elements[index * size + index] = 1 }
    return matrix
  }

  static func + (left: Matrix, right: Matrix) -> Matrix {
    precondition(left.rows == right.rows && left.columns == right.columns)
    var sum = left
    for index in sum.elements.indices { sum.elements[index] += right.elements[index] }
    return sum
  }

  static func * (left: Matrix, right: Matrix) -> Matrix {
    precondition(left.columns == right.rows)
    let columns = right.columns
    var elements = [Double](repeating: 0, count: left.rows * columns)
    for row in 0..<left.rows {
      for inner in 0..<left.columns {
        let factor = left.elements[row * left.columns + inner]
        if factor == 0 { continue }
        for column in 0..<columns {
          elements[row * columns + column] += factor * right.elements[inner * columns + column]
        }
      }
    }
    return Matrix(rows: left.rows, columns: columns, elements: elements)
  }

  static func * (matrix: Matrix, vector: [Double]) -> [Double] {
    precondition(matrix.columns == vector.count)
    return (0..<matrix.rows).map { row in
      vector.indices.reduce(0) { $0 + matrix.elements[row * matrix.columns + $1] * vector[$1] }
    }
  }
}
