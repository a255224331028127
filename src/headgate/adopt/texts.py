"""The texts of a new repository that are the same for every team, but for the version of headgate."""

from __future__ import annotations

from typing import Final

POLICY: Final = """\
# How strictly contracts are judged. A profile says how much findings weigh where no rule is named:
# trial (warnings only, to start with), standard, or strict (warnings fail, too).
profile = "standard"

# One rule or a whole area, graded on its own: error, warning, note or off.
# [rules]
# "topic/retention-under-a-week" = "note"

# Other rules for some files.
# [[paths]]
# match = "contracts/legacy/**"
# profile = "trial"
"""

WAIVERS: Final = """\
# Findings that are meant to be, each with a reason, an owner and an end. One that has ended, or that waives nothing,
# is a finding itself.
# [[waiver]]
# rule = "topic/retention-under-a-week"
# contract = "orders"
# reason = "The lake keeps what is older."
# owner = "checkout"
# until = 2027-01-31
"""

GITHUB: Final = """\
# Every change of a contract is judged before it is merged.
name: contracts
on:
  pull_request:
permissions:
  contents: read
jobs:
  gate:
    runs-on: ubuntu-24.04
    timeout-minutes: 10
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0 # a change is held against every earlier version
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - name: Install headgate
        run: pip install "headgate==@VERSION@"
      - name: Judge the contracts
        run: headgate gate contracts --against "origin/${GITHUB_BASE_REF:-main}" --format github
"""

GITLAB: Final = """\
# Every change of a contract is judged before it is merged.
contracts:
  image: python:3.12-slim
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  variables:
    GIT_DEPTH: "0" # a change is held against every earlier version
  before_script:
    - command -v git >/dev/null || (apt-get update -qq && apt-get install -y -qq --no-install-recommends git)
    - pip install "headgate==@VERSION@"
  script:
    - >-
      headgate gate contracts
      --against "${CI_MERGE_REQUEST_DIFF_BASE_SHA:-origin/${CI_DEFAULT_BRANCH:-main}}"
      --output gitlab=gl-code-quality-report.json
      --output junit=headgate.xml
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
      junit: headgate.xml
"""

JENKINS: Final = """\
// Every change of a contract is judged before it is merged.
pipeline {
    agent any
    stages {
        stage('Contracts') {
            steps {
                sh '''
                    python3 -m venv .headgate-venv
                    .headgate-venv/bin/pip install "headgate==@VERSION@"
                '''
                sh '''
                    export PATH="$PWD/.headgate-venv/bin:$PATH"
                    headgate gate contracts --against "origin/${CHANGE_TARGET:-main}" --output junit=headgate.xml
                '''
            }
            post {
                always {
                    junit allowEmptyResults: true, testResults: 'headgate.xml'
                }
            }
        }
    }
}
"""

PRE_COMMIT: Final = """\
repos:
  - repo: local
    hooks:
      - id: headgate-lint
        name: headgate lint
        entry: headgate lint
        language: python
        additional_dependencies: ["headgate==@VERSION@"]
        files: \\.odcs\\.ya?ml$
"""
