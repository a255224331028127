// The gate as a step of a shared library: headgateGate(paths: 'contracts', against: 'origin/main').
// The checkout before it must be whole: a change is held against every earlier version.
def call(Map given = [:]) {
    def options = [paths: 'contracts', against: '', policy: '', version: '0.1.0'] + given
    withEnv([
        "PATHS=${options.paths}",
        "AGAINST=${options.against}",
        "POLICY=${options.policy}",
        "VERSION=${options.version}"
    ]) {
        sh label: 'Install headgate', script: '''
            python3 -m venv .headgate-venv
            .headgate-venv/bin/pip install --quiet "headgate==$VERSION"
        '''
        try {
            sh label: 'Judge the contracts', script: '''
                export PATH="$PWD/.headgate-venv/bin:$PATH"
                headgate gate $PATHS --against "${AGAINST:-origin/${CHANGE_TARGET:-main}}" \
                    ${POLICY:+--policy "$POLICY"} --output junit=headgate.xml --format text
            '''
        } finally {
            junit allowEmptyResults: true, testResults: 'headgate.xml'
        }
    }
}
