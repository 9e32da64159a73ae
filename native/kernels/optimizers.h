// Updates of parameters by optimizers, element-wise over n parameters. Each first takes g′ = scale·g + l2·w
// for the gradient (scale: of clipping; l2: decay that is part of the gradient), then shrinks w by the
// decoupled decay, w ← w − α·decay·w (Loshchilov and Hutter 2019), then moves w. No two arrays overlap. NaN
// stays; with ε = 0, a divisor of 0 gives NaN or an infinity.
#pragma once

#include <cstddef>

namespace blasnet::kernels {

struct UpdateCommon {
  double learning_rate = 0;  // α
  double scale = 1;
  double l2 = 0;
  double decay = 0;
};

// v ← γ·v + g′; w ← w − α·v, or, with Nesterov's, w ← w − α·(g′ + γ·v). Sutskever et al. 2013, as PyTorch has
// it.
struct SgdUpdate : UpdateCommon {
  double momentum = 0;  // γ
  bool nesterov = false;
};
// v may be null with momentum = 0; one that is not null is read and written with any momentum.
template <typename T>
void sgd_update(std::size_t n, const SgdUpdate& update, const T* g, T* v, T* w);

// s ← ρ·s + (1 − ρ)·g′²; centered: a ← ρ·a + (1 − ρ)·g′ and s − a² below for s; d = g′/(√s + ε);
// with momentum: v ← γ·v + d and v below for d; w ← w − α·d. Tieleman and Hinton 2012, lecture 6.5; Graves
// 2013 (centered).
struct RmspropUpdate : UpdateCommon {
  double rho = 0.99;
  double epsilon = 1e-8;
  double momentum = 0;
};
// a: null unless centered; v: null without momentum. A centered s − a² below 0 by rounding counts as 0.
template <typename T>
void rmsprop_update(std::size_t n, const RmspropUpdate& update, const T* g, T* s, T* a, T* v, T* w);

// m ← β₁·m + (1 − β₁)·g′; v ← β₂·v + (1 − β₂)·g′²; AMSGrad: h ← max(h, v) and h below for v;
// w ← w − α/(1 − β₁ᵗ)·m/(√v/√(1 − β₂ᵗ) + ε). Kingma and Ba 2015, algorithm 1; Reddi et al. 2018 (AMSGrad).
struct AdamUpdate : UpdateCommon {
  double beta1 = 0.9;
  double beta2 = 0.999;
  double epsilon = 1e-8;
  double correction1 = 1;  // 1 − β₁ᵗ
  double correction2 = 1;  // 1 − β₂ᵗ
};
// h: null without AMSGrad.
template <typename T>
void adam_update(std::size_t n, const AdamUpdate& update, const T* g, T* m, T* v, T* h, T* w);

// s ← s + g′²; w ← w − α·g′/(√s + ε). Duchi et al. 2011.
struct AdagradUpdate : UpdateCommon {
  double epsilon = 1e-10;
};
template <typename T>
void adagrad_update(std::size_t n, const AdagradUpdate& update, const T* g, T* s, T* w);

}  // namespace blasnet::kernels
