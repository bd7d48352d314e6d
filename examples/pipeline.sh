#!/usr/bin/env bash
# Reports which VMs are backed up, writes a project that protects the others, and brings existing backups into a stack.
# It changes nothing in Azure. Run it again at any time: SUBSCRIPTION=<id> bash pipeline.sh [folder]
set -euo pipefail

subscription=${SUBSCRIPTION:?Set SUBSCRIPTION to the id of the subscription.}
stack=${STACK:-prod}
folder=${1:-backup}
mkdir -p "$folder"

# To stop the pipeline on a finding, use --fail-on mandatory or --min-coverage 95: the exit code is then 1.
npx azure-vm-backup assess --subscription "$subscription" --fail-on never --format json --output "$folder/report.json"

# A project for the VMs that are ready. Review the preview, then run `pulumi up` in its folder.
npx azure-vm-backup generate --subscription "$subscription" --name new-backups --output "$folder/new" --force
(
  cd "$folder/new"
  npm install
  pulumi stack select --create "$stack"
  pulumi preview --non-interactive
)

# A project for the backups that exist. repair imports them; the preview then fails if it shows a change.
npx azure-vm-backup adopt --subscription "$subscription" --name existing-backups --output "$folder/existing" --force
(
  cd "$folder/existing"
  npm install
  pulumi stack select --create "$stack"
  npx azure-vm-backup repair --subscription "$subscription" --yes
  pulumi preview --non-interactive --expect-no-changes
)
