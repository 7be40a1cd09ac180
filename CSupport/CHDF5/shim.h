// libhdf5, and functions for those of its macros that Swift cannot see.

#ifndef CHDF5_SHIM_H
#define CHDF5_SHIM_H

#include <hdf5.h>
#include <limits.h>

/// Opens a file for reading; negative if that fails.
static inline hid_t chdf5_open_file(const char *path) {
  return H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT);
}

/// Opens a group; negative if that fails.
static inline hid_t chdf5_open_group(hid_t parent, const char *name) {
  return H5Gopen2(parent, name, H5P_DEFAULT);
}

/// Opens a dataset; negative if that fails.
static inline hid_t chdf5_open_dataset(hid_t parent, const char *name) {
  return H5Dopen2(parent, name, H5P_DEFAULT);
}

/// Positive if the group has a member of this name.
static inline htri_t chdf5_has_member(hid_t parent, const char *name) {
  return H5Lexists(parent, name, H5P_DEFAULT);
}

/// Name of the member at an index, in the order of names, with its final zero; the result is its
/// length without it.
static inline ssize_t chdf5_member_name(hid_t group, hsize_t index, char *name, size_t size) {
  return H5Lget_name_by_idx(group, ".", H5_INDEX_NAME, H5_ITER_INC, index, name, size, H5P_DEFAULT);
}

/// Reads a whole dataset as doubles, whatever numbers it stores.
static inline herr_t chdf5_read_doubles(hid_t dataset, double *values) {
  return H5Dread(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values);
}

/// Reads a whole dataset in the form of the given type.
static inline herr_t chdf5_read(hid_t dataset, hid_t type, void *values) {
  return H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values);
}

/// Bytes of the file before the first one of HDF5, which all its addresses count from; negative if
/// that is not known.
static inline long long chdf5_base_address(hid_t file) {
  hid_t properties = H5Fget_create_plist(file);
  hsize_t size = 0;
  herr_t status = H5Pget_userblock(properties, &size);
  if (properties >= 0) H5Pclose(properties);
  return status < 0 || size > LLONG_MAX ? -1 : (long long)size;
}

/// Bytes of a reference to a string of variable length in a file with addresses of 8 bytes: UInt32
/// length, UInt64 address of a global heap, UInt32 index in it.
enum { CHDF5_REFERENCE_BYTES = 16 };

/// A conversion of such references to bytes, which changes nothing.
static inline herr_t chdf5_keep_reference(
    hid_t source, hid_t target, H5T_cdata_t *data, size_t count, size_t stride,
    size_t background_stride, void *values, void *background, hid_t properties) {
  if (data->command != H5T_CONV_INIT) return 0;
  data->need_bkg = H5T_BKG_NO;
  return H5Tget_size(source) == CHDF5_REFERENCE_BYTES &&
    H5Tget_size(target) == CHDF5_REFERENCE_BYTES ? 0 : -1;
}

/// Makes the conversion known to the library. Once is enough.
static inline herr_t chdf5_register_references(void) {
  hid_t string = H5Tcopy(H5T_C_S1);
  hid_t bytes = H5Tcreate(H5T_OPAQUE, CHDF5_REFERENCE_BYTES);
  H5Tset_size(string, H5T_VARIABLE);
  herr_t status =
    H5Tregister(H5T_PERS_SOFT, "string reference", string, bytes, chdf5_keep_reference);
  H5Tclose(string);
  H5Tclose(bytes);
  return status;
}

/// Reads a whole dataset of strings of variable length as references, `CHDF5_REFERENCE_BYTES` each.
static inline herr_t chdf5_read_references(hid_t dataset, void *values) {
  hid_t bytes = H5Tcreate(H5T_OPAQUE, CHDF5_REFERENCE_BYTES);
  herr_t status = H5Dread(dataset, bytes, H5S_ALL, H5S_ALL, H5P_DEFAULT, values);
  H5Tclose(bytes);
  return status;
}

/// Stops the library from printing its error stack; our own errors say what is wrong.
static inline void chdf5_be_quiet(void) {
  H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
}

#endif
