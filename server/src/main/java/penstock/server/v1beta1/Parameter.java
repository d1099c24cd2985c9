package penstock.server.v1beta1;

/** A parameter of an Argo workflow; its value is empty when there is none. */
public record Parameter(String name, String value) {}
