/** What stands below the options in `blasnet report --help`. */
export const reportHelp = `
Files: index.html, report.md and report.json say the same; figures/ holds each
figure as SVG and PNG, runs/NETWORK-SEED/ what blasnet train writes, so that
evaluate, predict, inspect and compare take it. Without --out every report gets
a folder of its own: runs/report, then runs/report-2.

Results are the same bit for bit whatever --jobs is, on the same kind of
processor.

Ctrl-C stops the training and writes a report that says what is missing; a
second one quits at once. --resume goes on: it trains what is missing, damaged
or of other settings, and so also adds seeds to a report.

Exit codes: 0, 1 when a network could not be trained (the loss grew beyond all
bounds; the report says which), 2 for a mistake in the command line or the
catalogue, 130 after Ctrl-C.

Examples:
  $ blasnet report                            the study, every network once
  $ blasnet report --seeds 5                  five times, for mean and deviation
  $ blasnet report --only 3,4d                some of its tasks; 4: 4a to 4e
  $ blasnet report --resume --seeds 5         go on with the latest one
  $ blasnet report my-study.json --epochs 3   a catalogue of your own, quickly
  $ blasnet report --json | jq .summary`
