"""run.py DATABASE: runs SQL from standard input in DuckDB, in the current folder; prints the last result as JSON lines."""
import json
import sys

import duckdb

with duckdb.connect(sys.argv[1]) as database:
    result = database.execute(sys.stdin.read())
    for row in result.fetchall() if result.description else []:
        print(json.dumps(row, ensure_ascii=False))
