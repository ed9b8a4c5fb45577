/** The WebGL2 program that draws a dot as the stamps of the processor's painter do. */

import { EDGED_FROM, EDGE_SHADE, FADED_ALPHA, FADED_SIZE } from "./scatterScene";

export const VERTEX_SHADER = `#version 300 es
in vec2 place;
in uint color;
in uint tier;
uniform vec3 view;
uniform vec2 picture;
uniform vec2 size; // radius, device pixels in a CSS pixel
uniform vec3 ringed; // radii of the fill, the paper and the ring of a ringed dot
uniform int ring;
uniform sampler2D palette;
flat out vec3 fill;
flat out vec3 gap;
flat out vec3 edge;
flat out vec4 shape; // radii of the fill, the gap and the edge, half of the point's size
flat out float alpha;
void main() {
  vec2 pixel = view.x * place + view.yz;
  gl_Position = vec4(2.0 * pixel.x / picture.x - 1.0, 1.0 - 2.0 * pixel.y / picture.y, 0.0, 1.0);
  float radius = size.x, ratio = size.y;
  fill = texelFetch(palette, ivec2(int(color), 0), 0).rgb;
  edge = fill * ${(1 - EDGE_SHADE).toFixed(3)};
  gap = edge;
  alpha = 1.0;
  shape.xyz = vec3(radius < ${EDGED_FROM.toFixed(3)} * ratio ? radius : radius - ratio, vec2(radius));
  if (tier == 0u) {
    alpha = ${FADED_ALPHA.toFixed(3)};
    shape.xyz = vec3(radius * ${FADED_SIZE.toFixed(3)});
  }
  if (tier == 2u) {
    edge = texelFetch(palette, ivec2(ring, 0), 0).rgb;
    gap = texelFetch(palette, ivec2(ring + 1, 0), 0).rgb;
    shape.xyz = ringed;
  }
  shape.w = shape.z + 1.0;
  gl_PointSize = 2.0 * shape.w;
}`;

export const FRAGMENT_SHADER = `#version 300 es
precision highp float;
flat in vec3 fill;
flat in vec3 gap;
flat in vec3 edge;
flat in vec4 shape;
flat in float alpha;
out vec4 painted;
void main() {
  float distance = length(gl_PointCoord * 2.0 - 1.0) * shape.w;
  vec3 cover = clamp(shape.xyz + 0.5 - distance, 0.0, 1.0);
  vec3 color = fill * cover.x + gap * (cover.y - cover.x) + edge * (cover.z - cover.y);
  painted = vec4(color, cover.z) * alpha;
}`;
