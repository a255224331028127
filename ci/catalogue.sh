#!/usr/bin/env bash
# The contracts as a folder of web pages, made by datacontract-cli: <folder>/index.html (default: build/catalogue).
set -euo pipefail
cd "$(dirname "$0")/.."

catalogue=${1:-build/catalogue}
if [[ $catalogue == build/catalogue ]]; then
  rm -rf "$catalogue" # pages of contracts that are gone
fi
mkdir -p "$catalogue"
.venv/bin/datacontract catalog --files 'contracts/*.odcs.yaml' --output "$catalogue"
# Its diagram draws nothing but by scripts from the net; of one table it would say what the table below it says.
sed -i -e '/<section id="diagram">/,/<\/section>/d' -e '/<script src="http/d' \
  "$catalogue/index.html" "$catalogue"/contracts/*.html
echo "catalogue: $catalogue/index.html"
