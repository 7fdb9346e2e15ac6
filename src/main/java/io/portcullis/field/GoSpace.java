package io.portcullis.field;

/** White space as Unicode has it, without that which only Java takes for it: what the reference cuts off the items of a list. */
final class GoSpace {

    private GoSpace() {}

    /** The text without white space at its ends. */
    static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (start < end && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isSpace(char character) {
        return character >= '\t' && character <= '\r' || character == 0x85 || Character.isSpaceChar(character);
    }
}
