package io.ssehub.loadtest.plan;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Numbers from 0, of which the first come most often: the n-th as often as {@code 1 / n^exponent}. */
public final class Zipf {
    /** The share of all draws that the first i + 1 numbers have. */
    private final double[] shares;

    public Zipf(int count, double exponent) {
        shares = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += 1 / Math.pow(i + 1.0, exponent);
            shares[i] = sum;
        }
        for (int i = 0; i < count; i++) {
            shares[i] /= sum;
        }
    }

    public int draw(RandomGenerator random) {
        int found = Arrays.binarySearch(shares, random.nextDouble());
        return Math.min(found < 0 ? -found - 1 : found + 1, shares.length - 1);
    }

    /** So many different ones, drawn one after the other. */
    public Set<Integer> draw(RandomGenerator random, int different) {
        if (different > shares.length) {
            throw new IllegalArgumentException(different + " different ones of " + shares.length);
        }
        Set<Integer> drawn = new LinkedHashSet<>();
        while (drawn.size() < different) {
            drawn.add(draw(random));
        }
        return drawn;
    }
}
