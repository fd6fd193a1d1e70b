package dev.brigade.sync;

import dev.brigade.plan.Deal;
import dev.brigade.plan.Dealer;
import dev.brigade.plan.Dealt;
import dev.brigade.plan.Piece;
import dev.brigade.plan.Sizing;
import dev.brigade.plan.Supply;
import java.util.List;

/**
 * How pieces become buckets.
 *
 * @param sizing how large buckets are, or about, where their size is learned
 * @param fixed whether they are exactly so, as the user wants them
 * @param leastEntries entries that are worth a process where it is not known yet what they take
 */
record Supplies(Sizing sizing, boolean fixed, long leastEntries) {
    /** Copying so many small files takes about ten times the CPU that the start of a process does (measured). */
    static final long WORTH_A_PROCESS = 1000;

    /** The same while the number of processes is still to be found out: with so few it is soon known what they take. */
    static final long WORTH_A_TRIAL = 16;

    /** Buckets of all these. */
    Supply of(List<Piece> pieces) {
        if (fixed) {
            return new Dealt(Dealer.deal(pieces, sizing));
        }
        Deal deal = growing();
        pieces.forEach(deal::add);
        deal.close();
        return deal;
    }

    /** Buckets of pieces that are still to come, however many. */
    Deal growing() {
        return new Deal(sizing.argumentBytes(), leastEntries);
    }

    /** The same with pieces of another size. */
    Supplies sized(Sizing other) {
        return new Supplies(other, fixed, leastEntries);
    }

    /** The same for passes that cut directories finely, so that processes end together. */
    Supplies finely() {
        return fixed ? this : sized(sizing.finely());
    }
}
