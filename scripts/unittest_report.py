"""Runs the unittest suites of a folder and writes their totals where the other suites write theirs.

    python3 unittest_report.py FOLDER REPORT.xml
"""

import sys
import unittest


def main(folder, report):
    suite = unittest.defaultTestLoader.discover(folder, pattern="test_*.py", top_level_dir=folder)
    result = unittest.TextTestRunner(verbosity=1).run(suite)
    with open(report, "w", encoding="utf-8") as out:
        out.write(
            f'<testsuite name="{folder}" tests="{result.testsRun}" failures="{len(result.failures)}"'
            f' errors="{len(result.errors)}" skipped="{len(result.skipped)}">\n'
        )
        for _ in result.failures + result.errors:
            out.write("  <failure/>\n")
        out.write("</testsuite>\n")
    return 0 if result.wasSuccessful() else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
