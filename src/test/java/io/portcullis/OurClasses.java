package io.portcullis;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;

/** The production classes, as the rules about them see them. */
final class OurClasses {

    static final String ROOT = "io.portcullis";

    static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    private OurClasses() {}

    /** The full name of a package or class of ours. */
    static String named(String name) {
        return ROOT + "." + name;
    }

    static String[] named(String... names) {
        return Arrays.stream(names).map(OurClasses::named).toArray(String[]::new);
    }
}
