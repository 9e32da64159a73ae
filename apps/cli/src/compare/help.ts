/** What stands below the options in `blasnet compare --help`. */
export const compareHelp = `
A run is a folder that blasnet train or blasnet report has written; it needs its
history.json, and its config.json for what tells the runs apart.

Files: comparison.md with the table, and figures of loss and accuracy as SVG and
PNG. Without --out they go to a new folder: runs/comparison, then
runs/comparison-2.

Examples:
  $ blasnet compare runs/mnist-64-baseline runs/mnist-64-all
  $ blasnet compare runs/report/runs/*-1 --out widths
  $ blasnet compare runs/a runs/b --json | jq '.runs[].final.accuracy'`
