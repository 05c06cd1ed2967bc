"""Where a dataset's files are: a folder, or any place that fsspec reaches. Files are there whole or not at all."""

from __future__ import annotations

import contextlib
import os
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from memory_maze.dataset.errors import DatasetError
from memory_maze.files import write_once, write_whole


class Store(Protocol):
    """Files by name, such as `train/00000000-1000.npz`. Can be pickled."""

    name: str
    """The folder or URL as people wrote it."""

    def write(self, name: str, data: bytes) -> None:
        """Puts a file there in one step, in place of what was there.

        Raises:
          OSError: it cannot be written; what was there before is still there.
        """
        ...

    def create(self, name: str, data: bytes) -> bool:
        """Puts a file there if there is none, and says whether it did. Of several who try at once, one does.

        Raises:
          OSError: it cannot be written.
        """
        ...

    def read(self, name: str) -> bytes:
        """A file's bytes.

        Raises:
          FileNotFoundError: there is none.
        """
        ...

    def remove(self, name: str) -> None:
        """Removes a file, if it is there, and its folder if that is empty now."""
        ...

    def prune(self, folder: str) -> None:
        """Removes a folder at the top, if it is there and empty."""
        ...

    def sizes(self, folder: str = "") -> dict[str, int]:
        """Bytes of the files in one folder (not below it), by name within it; empty where there is none."""
        ...

    def folders(self, folder: str = "") -> list[str]:
        """Names of the folders at the top, or of those in a folder there; empty where there is none."""
        ...


def open_store(target: str | Path) -> Store:
    """The store that a path or URL (`s3://bucket/set`) stands for.

    Raises:
      DatasetError: a URL, and fsspec or what it needs is not installed.
    """
    return RemoteStore(str(target)) if "://" in str(target) else Folder(Path(target))


class Folder:
    """A folder of this machine. It is made by the first write."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = str(path)

    def __reduce__(self) -> tuple[type[Folder], tuple[Path]]:
        # Other processes may have another working folder.
        return type(self), (self.path.absolute(),)

    def write(self, name: str, data: bytes) -> None:
        write_whole(self.path / name, data)

    def create(self, name: str, data: bytes) -> bool:
        file = self.path / name
        try:
            write_once(file, data)
        except FileExistsError:
            if not file.exists():
                raise
            return False
        return True

    def read(self, name: str) -> bytes:
        return (self.path / name).read_bytes()

    def remove(self, name: str) -> None:
        file = self.path / name
        file.unlink(missing_ok=True)
        if file.parent != self.path:
            self.prune(file.parent.name)

    def prune(self, folder: str) -> None:
        with contextlib.suppress(OSError):
            (self.path / folder).rmdir()

    def sizes(self, folder: str = "") -> dict[str, int]:
        try:
            with os.scandir(self.path / folder) as found:
                return {one.name: one.stat().st_size for one in found if one.is_file()}
        except FileNotFoundError:
            return {}

    def folders(self, folder: str = "") -> list[str]:
        try:
            with os.scandir(self.path / folder) as found:
                return sorted(one.name for one in found if one.is_dir())
        except FileNotFoundError:
            return []


class RemoteStore:
    """A place that fsspec reaches. Object stores put files there whole."""

    def __init__(self, url: str) -> None:
        self.name = url.rstrip("/")
        self._opened: tuple[Any, str] | None = None
        self._files()

    def __reduce__(self) -> tuple[type[RemoteStore], tuple[str]]:
        return type(self), (self.name,)

    def write(self, name: str, data: bytes) -> None:
        system, root = self._files()
        file = f"{root}/{name}"
        try:
            system.makedirs(file.rpartition("/")[0], exist_ok=True)
            system.pipe_file(file, data)
        except OSError as error:
            raise OSError(error.errno, f"cannot be written: {error.strerror or error}", f"{self.name}/{name}") from None

    def create(self, name: str, data: bytes) -> bool:
        if self._exists(name):
            return False
        self.write(name, data)
        return True

    def prune(self, folder: str) -> None:
        system, root = self._files()
        # Object stores have no empty folders to remove.
        with contextlib.suppress(OSError, NotImplementedError):
            system.rmdir(f"{root}/{folder}")

    def _exists(self, name: str) -> bool:
        system, root = self._files()
        system.invalidate_cache()
        return bool(system.exists(f"{root}/{name}"))

    def read(self, name: str) -> bytes:
        system, root = self._files()
        data: bytes = system.cat_file(f"{root}/{name}")
        return data

    def remove(self, name: str) -> None:
        system, root = self._files()
        with contextlib.suppress(FileNotFoundError):
            system.rm_file(f"{root}/{name}")

    def sizes(self, folder: str = "") -> dict[str, int]:
        return {name: size for name, size, kind in self._listing(folder) if kind == "file"}

    def folders(self, folder: str = "") -> list[str]:
        return sorted(name for name, _, kind in self._listing(folder) if kind == "directory")

    def _listing(self, folder: str) -> list[tuple[str, int, str]]:
        system, root = self._files()
        system.invalidate_cache()
        try:
            found = system.ls(f"{root}/{folder}".rstrip("/"), detail=True)
        except FileNotFoundError:
            return []
        return [(one["name"].rstrip("/").rpartition("/")[2], one["size"] or 0, one["type"]) for one in found]

    def _files(self) -> tuple[Any, str]:
        """The file system and the path in it; opened anew in each process."""
        if self._opened is None:
            try:
                self._opened = import_module("fsspec").core.url_to_fs(self.name)
            except ImportError as error:
                raise DatasetError(
                    f"{self.name}: {error}; pip install 'memory-maze-scenarios[ray]' and what fsspec needs for this URL"
                ) from None
            except ValueError as error:
                raise DatasetError(f"{self.name}: {error}") from None
        return self._opened
