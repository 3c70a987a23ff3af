package io.broadsheet.ingest;

import java.io.IOException;
import java.io.Reader;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// StAX, set up for XML that nobody vouches for: no document type is accepted, so no entity can
/// expand and nothing outside the text is ever opened. Single bad characters are mended first.
final class Xml {

    private static final int LONGEST_TEXT = 1 << 20;

    private static final XMLInputFactory FACTORY = factory();

    private Xml() {}

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("it refers to something outside the file");
        });
        return factory;
    }

    static XMLStreamReader open(Reader in) throws IOException {
        try {
            return FACTORY.createXMLStreamReader(new MendedXml(in));
        } catch (XMLStreamException e) {
            throw new IOException("the XML cannot be read: " + reason(e), e);
        }
    }

    /// Goes on to the next event, which is no document type.
    static int next(XMLStreamReader xml) throws XMLStreamException {
        int event = xml.next();
        if (event == XMLStreamConstants.DTD) {
            throw new XMLStreamException("it has a document type, which no feed of arXiv has");
        }
        return event;
    }

    /// Goes on behind the element that begins here.
    static void passOver(XMLStreamReader xml) throws XMLStreamException {
        for (int depth = 1; depth > 0; ) {
            int event = xml.next();
            depth +=
                    event == XMLStreamConstants.START_ELEMENT
                            ? 1
                            : event == XMLStreamConstants.END_ELEMENT ? -1 : 0;
        }
    }

    /// The text of the element that begins here and of those inside it.
    static String text(XMLStreamReader xml) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        for (int depth = 1; depth > 0; ) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> depth++;
                case XMLStreamConstants.END_ELEMENT -> depth--;
                case XMLStreamConstants.CHARACTERS,
                        XMLStreamConstants.CDATA,
                        XMLStreamConstants.SPACE -> {
                    if (text.length() + xml.getTextLength() > LONGEST_TEXT) {
                        throw new XMLStreamException(
                                "one of its texts is longer than a million characters");
                    }
                    text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
                }
                case XMLStreamConstants.ENTITY_REFERENCE ->
                        throw new XMLStreamException("it uses an entity that XML does not define");
                default -> {}
            }
        }
        return text.toString();
    }

    /// The parser's complaint on one short line.
    static String reason(Exception e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        int at = message.indexOf("Message:");
        return Draft.shortened(at < 0 ? message : message.substring(at + 8));
    }
}
