package io.broadsheet.slack.rendering;

/// Slack's limits, each a little below what Slack documents: whether it counts code points or
/// UTF-16 units is not documented, so texts are counted in UTF-16 units and kept 5 % under.
///
/// Sources: the Block Kit reference (docs.slack.dev/reference/block-kit) and the reference of the
/// method concerned, unless another is given.
public final class SlackLimits {

    /// Blocks in a message: 50.
    static final int MESSAGE_BLOCKS = 48;

    /// Blocks in a modal or a Home tab: 100.
    static final int VIEW_BLOCKS = 95;

    /// Characters over all blocks of a message. Slack documents no such limit and answers
    /// `msg_blocks_too_long` above some 13,200 (slackapi/bolt-js issue 2509).
    public static final int MESSAGE_CHARACTERS = 10_000;

    /// Characters over all blocks of a view; its serialised form may have 250 kB.
    static final int VIEW_CHARACTERS = 30_000;

    /// A message's fallback text: Slack asks to keep it below 4,000.
    static final int FALLBACK = 3_800;

    /// Text of a section, of a context element and of one rich text block: 3,000.
    static final int TEXT = 2_850;

    /// Elements that one of our rich text blocks holds at most; Slack documents no limit.
    static final int RICH_TEXT_ELEMENTS = 80;

    /// A header's text: 150.
    static final int HEADER = 142;

    /// Elements of a context block: 10.
    static final int CONTEXT_ELEMENTS = 10;

    /// Elements of an actions block: 25.
    static final int ACTIONS = 25;

    /// Options of an overflow menu: 5.
    static final int OVERFLOW_OPTIONS = 5;

    /// A button's label, and the text of an option: 75.
    static final int LABEL = 71;

    /// The value of a select's option: 150.
    static final int OPTION_VALUE = 142;

    /// Options that a select is offered: 100.
    static final int OPTIONS = 95;

    /// The address of a link or a button: 3,000.
    static final int ADDRESS = 2_850;

    /// A picture's text alternative: 2,000.
    static final int ALTERNATIVE = 1_900;

    /// A modal's title and the labels of its buttons: 24.
    static final int MODAL_TITLE = 24;

    /// A placeholder: 150.
    static final int PLACEHOLDER = 142;

    /// The label of an input: 2,000.
    static final int INPUT_LABEL = 1_900;

    /// What may be typed into an input: 3,000.
    static final int INPUT = 2_850;

    /// What a modal carries unseen: 3,000.
    static final int PRIVATE_METADATA = 3_000;

    /// Messages that answer one request through its response URL: Slack grants 5 uses in 30
    /// minutes, and one is kept for saying that something went wrong.
    public static final int RESPONSES = 4;

    /// The longest file that is shown within the message; longer ones are uploaded.
    static final int SHOWN_FILE = 2_500;

    private SlackLimits() {}
}
