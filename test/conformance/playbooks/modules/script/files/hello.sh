#!/bin/sh
echo "hello $1"
echo "$2"
