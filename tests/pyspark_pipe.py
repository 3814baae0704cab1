#!/usr/bin/env python3
"""Carries jianfu with an engine for what one machine can't hold, and checks that nothing is lost by it.

    pip install pyspark            # and a Java runtime
    cargo build --release
    tests/pyspark_pipe.py [EXPORT.csv] [--jianfu target/release/jianfu] [--partitions 4]

Run on demand, not by `tests/run`. The export is parted by community, which no group and no quota
crosses, each part goes through `jianfu audit - --format ndjson`, and the totals of all parts must be
those of one run over the whole. Without an export, one is invented (`cargo bench --bench audit`).
"""
import argparse
import collections
import csv
import json
import os
import subprocess
import sys
import tempfile

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")


def totals(items):
    """What must add up: items by category and action, groups, and hours saved."""
    actions, groups, hours = collections.Counter(), collections.Counter(), 0.0
    for place, item in items:
        verdict = item["verdict"]
        actions[item["category"], verdict["action"], verdict["rule"]] += 1
        if verdict["group"]:
            groups[place, verdict["group"]] += 1
        hours += verdict["hours_saved_per_year"] or 0
    return actions, collections.Counter(groups.values()), round(hours, 6)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("export", nargs="?")
    parser.add_argument("--jianfu", default=os.path.join(ROOT, "target/release/jianfu"))
    parser.add_argument("--partitions", type=int, default=4)
    args = parser.parse_args()
    jianfu, export = os.path.abspath(args.jianfu), args.export
    if export is None:
        export = os.path.join(tempfile.mkdtemp(), "export.csv")
        bench = ["cargo", "bench", "--bench", "audit", "--", "--rows", "20000", "--write", export]
        subprocess.run(bench, check=True, cwd=ROOT)

    whole = subprocess.run([jianfu, "audit", "-q", export, "--format", "ndjson"], check=True, capture_output=True)
    whole = [("whole", json.loads(line)) for line in whole.stdout.splitlines()]

    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    from pyspark.sql import SparkSession

    spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    with open(export, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    communities = sorted({(row["街道"], row["社区"]) for row in rows})
    number = {community: at for at, community in enumerate(communities)}
    # Every part gets a community, so that no process is given nothing to read.
    parts = min(args.partitions, len(communities))
    piped = (
        spark.sparkContext.parallelize(rows)
        .keyBy(lambda row: (row["街道"], row["社区"]))
        .partitionBy(parts, number.get)
        .values()
        .map(lambda row: json.dumps(row, ensure_ascii=False))
        .pipe(f"{jianfu} audit -q - --format ndjson", checkCode=True)
        .mapPartitionsWithIndex(lambda part, lines: ((part, json.loads(line)) for line in lines))
        .collect()
    )
    spark.stop()

    one, many = totals(whole), totals(piped)
    print(f"{len(whole)} items in one run, {len(piped)} in {parts} parts; {sum(one[1].values())} groups; {one[2]} hours saved")
    if one != many:
        sys.exit(f"the totals differ:\n{one}\n{many}")
    print("the totals are the same")


if __name__ == "__main__":
    main()
