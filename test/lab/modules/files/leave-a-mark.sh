#!/bin/sh
set -e
echo marked > "$1"
