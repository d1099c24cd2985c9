package penstock.server.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import penstock.plan.Value;

/** Writes values of a plan. */
final class ValueSerializer extends StdSerializer<Value> {
    private static final long serialVersionUID = 1L;

    /** Numbers with their first digit this near to the point are written without an exponent. */
    private static final int PLAIN_DIGITS = 21;

    ValueSerializer() {
        super(Value.class);
    }

    @Override
    public void serialize(Value value, JsonGenerator out, SerializerProvider provider)
            throws IOException {
        write(value, out);
    }

    private static void write(Value value, JsonGenerator out) throws IOException {
        switch (value) {
            case Value.Null _ -> out.writeNull();
            case Value.Bool(var bool) -> out.writeBoolean(bool);
            case Value.Int(var whole) -> out.writeNumber(whole);
            case Value.Real(var real) -> out.writeNumber(shortest(real));
            case Value.Text(var text) -> out.writeString(text);
            case Value.Items(var values) -> {
                out.writeStartArray();
                for (Value item : values) {
                    write(item, out);
                }
                out.writeEndArray();
            }
            case Value.Struct(var fields) -> {
                out.writeStartObject();
                for (Map.Entry<String, Value> field : fields.entrySet()) {
                    out.writeFieldName(field.getKey());
                    write(field.getValue(), out);
                }
                out.writeEndObject();
            }
        }
    }

    /**
     * Without the {@code .0} that Java adds to whole numbers. An exponent has a sign and follows a
     * fraction, as YAML 1.1 asks of a number: such text is read back as YAML.
     */
    private static String shortest(double real) {
        BigDecimal exact = new BigDecimal(Double.toString(real)).stripTrailingZeros();
        if (Math.abs(exact.precision() - exact.scale()) <= PLAIN_DIGITS) {
            return exact.toPlainString();
        }
        String text = exact.toString();
        return text.contains(".") ? text : text.replace("E", ".0E");
    }
}
