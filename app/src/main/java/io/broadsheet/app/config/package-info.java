/// What an operator can set: finding the configuration file, reading it, and saying everything that
/// is wrong with it at once. It may not know what the settings are used for.
@NullMarked
package io.broadsheet.app.config;

import org.jspecify.annotations.NullMarked;
