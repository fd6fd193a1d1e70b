package dev.brigade.state;

import dev.brigade.model.FileName;
import java.util.List;

/**
 * The mounts that a run saw when it began.
 *
 * @param points absolute paths, without the slash that they begin with
 */
public record SeenMounts(List<FileName> points) {
    public SeenMounts {
        points = List.copyOf(points);
    }
}
