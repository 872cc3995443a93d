/** Parameters that strategies and indicators declare: name, kind, bounds, default, meaning. */
package io.alphaflow.parameter;
