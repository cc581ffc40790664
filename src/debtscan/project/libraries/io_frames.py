"""Calls that read and write tables of data: pandas, polars, dask, pyarrow, Spark."""

from __future__ import annotations

from debtscan.project.libraries.io_rows import FileCall, Rows, rows

_MODULES = (
    "pandas", "polars", "dask.dataframe", "dask.bag", "cudf", "dask_cudf", "modin.pandas",
    "geopandas", "pyspark.pandas", "databricks.koalas", "vaex", "ray.data",
)  # fmt: skip
_PATH = (
    "filepath_or_buffer", "path", "io", "source", "file", "filepath", "path_or_buf", "urlpath",
    "filename", "input",
)  # fmt: skip
_FORMATS = (
    "csv table json ndjson excel parquet feather pickle hdf fwf stata sas spss orc xml html ipc "
    "avro delta text csv_batched csv_arrow file"
)
_READ = (FileCall("read", "file", 0, _PATH),)

KNOWN: Rows = {
    **{
        f"{module}.{verb}_{name}": _READ
        for module in _MODULES
        for verb in ("read", "scan")
        for name in _FORMATS.split()
    },
    **{
        f"pandas.DataFrame.to_{name}": (FileCall("write", "file", 1, _PATH),)
        for name in ("csv", "parquet", "pickle", "feather", "excel", "json", "hdf", "stata")
    },
    **rows("""
read file 0 fullname,path: vaex.open
read file 0 file: datatable.fread
write file 0 path: pandas.ExcelWriter pandas.io.excel.ExcelWriter
read file 0 path_or_buffer: pandas.ExcelFile
read file 0 source,path: pyarrow.parquet.read_table pyarrow.parquet.ParquetFile
  pyarrow.parquet.ParquetDataset pyarrow.parquet.read_schema pyarrow.parquet.read_metadata
  pyarrow.feather.read_table pyarrow.feather.read_feather pyarrow.csv.read_csv
  pyarrow.json.read_json pyarrow.orc.read_table pyarrow.dataset.dataset pyarrow.memory_map
  fastparquet.ParquetFile
write file 1 where,dest,output_file: pyarrow.parquet.write_table pyarrow.feather.write_feather
  pyarrow.csv.write_csv pyarrow.dataset.write_dataset pyarrow.orc.write_table
write file 0 where,filename: pyarrow.parquet.ParquetWriter fastparquet.write
read file 0 -: duckdb.read_csv duckdb.read_parquet duckdb.read_json duckdb.from_csv_auto
read file 0 table_uri,table_or_uri: deltalake.DeltaTable
write file 0 table_or_uri: deltalake.write_deltalake
read table 0 table_name: pandas.read_sql_table
write table 1 destination_table: pandas_gbq.to_gbq
read file 0 path: awswrangler.s3.read_csv awswrangler.s3.read_parquet awswrangler.s3.read_json
write file 1 path: awswrangler.s3.to_csv awswrangler.s3.to_parquet awswrangler.s3.to_json
read file 0 filename: scanpy.read scanpy.read_h5ad anndata.read_h5ad anndata.read scanpy.read_csv
write file 1 filepath_or_buffer,path: pandas.to_pickle
read file 0 source: pyarrow.parquet.read_pandas pyarrow.ipc.open_file pyarrow.ipc.open_stream
  pyarrow.csv.open_csv pyarrow.orc.ORCFile
write file 1 root_path: pyarrow.parquet.write_to_dataset
write file 0 sink: pyarrow.ipc.new_file pyarrow.ipc.new_stream
mode1 file 0 path: pyarrow.OSFile
read file 1 path: delta.tables.DeltaTable.forPath delta.DeltaTable.forPath
read table 1 tableOrViewName: delta.tables.DeltaTable.forName delta.DeltaTable.forName
write file 0 filename: xlsxwriter.Workbook
read file 0 stream,filename,path_or_fp: pypdf.PdfReader PyPDF2.PdfReader PyPDF2.PdfFileReader
  pdfplumber.open fitz.open pymupdf.open
read file 0 handle: Bio.SeqIO.parse Bio.SeqIO.read
write file 1 handle: Bio.SeqIO.write
read file 0 filename,file: arff.load scipy.io.arff.loadarff pyreadstat.read_sav pyreadr.read_r
mode1 file 0 fp,path: rasterio.open fiona.open
read file 0 path: uproot.open
write file 0 file_path: uproot.recreate
read file 0 file,path: openpyxl.load_workbook xlrd.open_workbook docx.Document
"""),
}

_OUT = "path_or_buf,path,excel_writer,fname,filepath,file,buf,url"
METHODS: Rows = rows(f"""
write file 0 {_OUT}: to_csv to_parquet to_pickle to_feather to_hdf to_excel to_stata to_orc to_ipc
  write_csv write_parquet write_json write_ipc write_ndjson write_excel write_avro write_delta
  saveAsTextFile saveAsPickleFile sink_csv sink_parquet sink_ipc sink_ndjson write_h5ad to_textfiles
write? file 0 {_OUT}: to_json to_html to_xml to_latex to_markdown to_file to_text
read file 0 name,path: textFile wholeTextFiles binaryFiles
write table 0 name,con: to_sql
write table 0 destination_table: to_gbq
write table 0 name: saveAsTable insertInto createOrReplaceTempView writeTo
write table 0 table_name: write_database
""")

#: what a chain that begins with `spark.read` or `frame.write` ends in
SPARK_ENDS = {
    **dict.fromkeys(
        ["csv", "parquet", "json", "orc", "text", "load", "save", "format_load", "avro", "delta"],
        "file",
    ),
    **dict.fromkeys(["table", "saveAsTable", "insertInto"], "table"),
}
