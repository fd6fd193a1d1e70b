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
 */
record Supplies(Sizing sizing, boolean fixed) {
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
        return new Deal(sizing.argumentBytes());
    }

    /** The same with pieces of another size. */
    Supplies sized(Sizing other) {
        return new Supplies(other, fixed);
    }

    /** The same for passes that cut directories finely, so that processes end together. */
    Supplies finely() {
        return fixed ? this : sized(sizing.finely());
    }
}
