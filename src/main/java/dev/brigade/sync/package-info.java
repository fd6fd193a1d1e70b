/**
 * The use case, from request to outcome. {@link dev.brigade.sync.SyncJob} runs preflight, opens the run's own files and
 * hands over to {@code SyncRun}, which runs the two phases: {@code CopyPhase} crawls, plans and copies what a
 * {@code CopyPlan} holds; {@code Verification} compares everything, repairs what differs and fills the
 * {@code Findings}. Both run their rsync processes by {@code Passes}. {@code RunContext} holds what all of them share.
 */
@NullMarked
package dev.brigade.sync;

import org.jspecify.annotations.NullMarked;
