/// The website as a whole: its settings, and its parts put together.
@NullMarked
package io.broadsheet.web;

import org.jspecify.annotations.NullMarked;
