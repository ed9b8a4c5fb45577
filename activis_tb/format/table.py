"""The instance table as Parquet bytes, and back with every check that a file from somebody else's log needs."""

import pyarrow as pa
import pyarrow.parquet as pq

from activis_tb.format.arrays import checksum
from activis_tb.format.manifest import FileSpec

ROW = "activis.row"
LARGEST_DECODED = 4 << 30
_PLAIN = (pa.types.is_boolean, pa.types.is_integer, pa.types.is_floating, pa.types.is_string, pa.types.is_large_string,
          pa.types.is_date, pa.types.is_timestamp)  # fmt: skip


def encode_table(table: pa.Table) -> bytes:
    """The table as a Parquet file."""
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd", store_schema=True)
    return bytes(sink.getvalue())


def decode_table(blob: bytes, spec: FileSpec) -> pa.Table:
    """The table that a Parquet file holds; ValueError when it is damaged or holds a type that no writer of ours makes.

    Length, checksum, column types and unpacked size are checked before anything is unpacked.
    """
    if (len(blob), checksum(blob)) != (spec.n_bytes, spec.crc32c):
        raise ValueError("the instance table is damaged: its length or checksum is not the one recorded")
    try:
        file = pq.ParquetFile(pa.BufferReader(blob))
        _check_schema(file.schema_arrow)
        groups = [file.metadata.row_group(i) for i in range(file.metadata.num_row_groups)]
        if sum(group.total_byte_size for group in groups) > LARGEST_DECODED:
            raise ValueError(f"the instance table is larger than {LARGEST_DECODED} bytes when unpacked")
        # Arrow's threads let go of what they read after the table is whole: of memory of Python's while the interpreter
        # ends, they would abort it.
        table = file.read(use_threads=False)
        table.validate(full=True)
    except (pa.ArrowException, OSError) as error:
        raise ValueError(f"the instance table is damaged: {error}") from error
    return table


def _check_schema(schema: pa.Schema) -> None:
    for field in schema:
        kind = field.type
        if pa.types.is_list(kind):
            kind = kind.value_type
        if pa.types.is_dictionary(kind):
            kind = kind.value_type
        if not any(is_kind(kind) for is_kind in _PLAIN):
            raise ValueError(f"column {field.name!r} of the instance table has type {field.type}, which is not allowed")
