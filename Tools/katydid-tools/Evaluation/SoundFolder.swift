import Foundation

/// The sound files of a folder.
enum SoundFolder {
  /// How the names of sound files end.
  static let suffixes = ["wav", "flac", "ogg", "opus", "mp3", "aiff", "aif", "aifc", "au", "caf"]

  /// Paths of the sound files, sorted; hidden files are no sound files.
  ///
  /// - Parameters:
  ///   - option: What the folder was given to, for the error.
  ///   - isDeep: Whether the folders in it count, too.
  /// - Throws: `Failure` if there is no such folder, or no sound file in it.
  static func files(
    in folder: String, option: String, isDeep: Bool = false
  ) throws(Failure) -> [String] {
    let manager = FileManager.default
    let names =
      isDeep
      ? try? manager.subpathsOfDirectory(atPath: folder)
      : try? manager.contentsOfDirectory(atPath: folder)
    guard let names else {
      throw Failure(
        .noInput, file: folder, "no such folder",
        remedy: "give a folder of sound files to \(option)")
    }
    let files = names.filter { name in
      !name.split(separator: "/").contains { $0.hasPrefix(".") }
        && suffixes.contains(URL(fileURLWithPath: name).pathExtension.lowercased())
    }
    guard !files.isEmpty else {
      throw Failure(
        .noInput, file: folder, "has no sound files",
        remedy: "\(option) takes: " + suffixes.joined(separator: ", "))
    }
    return files.sorted().map { URL(fileURLWithPath: folder).appendingPathComponent($0).path }
  }

  /// The sound files in it for a folder, the path itself for anything else.
  /// - Throws: `Failure` if there is nothing at the path, or no sound file in the folder.
  static func files(at path: String, option: String) throws(Failure) -> [String] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw Failure(
        .noInput, file: path, "no such file or folder",
        remedy: "give sound files or folders of them to \(option)")
    }
    return isFolder.boolValue ? try files(in: path, option: option, isDeep: true) : [path]
  }
}
