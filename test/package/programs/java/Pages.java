import com.google.gson.Gson;
import com.pulumi.Context;
import com.pulumi.test.Mocks;
import com.pulumi.test.Mocks.ResourceResult;
import com.pulumi.test.TestOptions;
import com.pulumi.test.internal.PulumiTestInternal;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** The pages' Java programs, each in a package of its own, on the generated SDK and under mocks: prints what each registers. */
public class Pages {
    private static final Gson gson = new Gson();

    record Made(String type, Map<String, Object> inputs) {}

    record Given(Map<String, String> config, Map<String, String[]> outputs, String[] programs) {}

    public static void main(String[] args) throws Exception {
        var given = gson.fromJson(Files.readString(Path.of(args[0])), Given.class);
        var made = new LinkedHashMap<String, Object>();
        for (var program : given.programs) made.put(program, run(program, given));
        System.out.println(gson.toJson(made));
    }

    private static Map<String, Made> run(String program, Given given) throws Exception {
        var made = new TreeMap<String, Made>();
        Mocks mocks = args -> {
            synchronized (made) {
                made.put(args.name, new Made(args.type, args.inputs));
            }
            var state = new LinkedHashMap<String, Object>();
            for (var output : given.outputs.get(args.type)) state.put(output, args.name + "." + output);
            state.putAll(args.inputs);
            return CompletableFuture.completedFuture(ResourceResult.of(Optional.of(args.name), state));
        };
        var config = new TreeMap<String, String>();
        given.config.forEach((name, value) -> config.put("docs:" + name, value));
        Method stack = Class.forName(program.toLowerCase() + ".App").getMethod("stack", Context.class);
        var test = new PulumiTestInternal.Builder()
            .options(TestOptions.builder().projectName("docs").build())
            .mocks(mocks)
            .config(config)
            .build();
        test.runTest(context -> invoke(stack, context)).throwOnError();
        PulumiTestInternal.cleanup();
        return made;
    }

    private static void invoke(Method stack, Context context) {
        try {
            stack.invoke(null, context);
        } catch (ReflectiveOperationException error) {
            throw new IllegalStateException(error);
        }
    }
}
