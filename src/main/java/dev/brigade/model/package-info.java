/** The nouns of the field as values: names, entries, buckets, requests and outcomes. Uses no other room. */
@NullMarked
package dev.brigade.model;

import org.jspecify.annotations.NullMarked;
