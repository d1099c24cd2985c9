package penstock.bench;

/** The document of a pipeline of one step that does nothing. */
final class Hello {

    static final String DOCUMENT =
            """
            pipelineInfo:
              name: hello
            root:
              dag:
                tasks:
                  say:
                    componentRef:
                      name: comp-say
                    taskInfo:
                      name: say
            components:
              comp-say:
                executorLabel: exec-say
            deploymentSpec:
              executors:
                exec-say:
                  container:
                    image: alpine
                    command: ["true"]
            schemaVersion: 2.1.0
            sdkVersion: kfp-2.17.0
            """;

    private Hello() {}
}
