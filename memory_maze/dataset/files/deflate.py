"""ISA-L, which compresses and unpacks the files of datasets; where it is not installed, importing this says so."""

from memory_maze.installed import MissingPackage

try:
    from isal import igzip_lib, isal_zlib
except ModuleNotFoundError as error:
    raise MissingPackage("a dataset", "isal") from error

__all__ = ["igzip_lib", "isal_zlib"]
