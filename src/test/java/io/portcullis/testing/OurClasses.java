package io.portcullis.testing;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;

/** The production classes, as the rules about them see them. */
public final class OurClasses {

    /** The package of all of them. */
    public static final String ROOT = "io.portcullis";

    /** All of them, read once. */
    public static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    private OurClasses() {}

    /** The full name of a package or class of ours. */
    public static String named(String name) {
        return ROOT + "." + name;
    }

    /** The full names of several. */
    public static String[] named(String... names) {
        return Arrays.stream(names).map(OurClasses::named).toArray(String[]::new);
    }
}
