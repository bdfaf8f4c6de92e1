<?php
// Changes how the blog answers and prints what it holds: php variant.php '{"permalinks": "…", "theme": "…", "off": [...]}'
require __DIR__ . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/misc.php';
$wanted = json_decode( $argv[1], true );
switch_theme( $wanted['theme'] );
update_option( 'posts_per_rss', 10 );
update_option( 'posts_per_page', 10 );
update_option( 'switched_off', $wanted['off'] );
global $wp_rewrite;
$wp_rewrite->set_permalink_structure( $wanted['permalinks'] );
flush_rewrite_rules( false );
$posts = get_posts( array( 'numberposts' => -1, 'post_status' => 'any', 'post_type' => array( 'post', 'page' ) ) );
$rows  = array();
foreach ( $posts as $post ) {
	$rows[] = array(
		'url'      => get_permalink( $post ),
		'title'    => $post->post_title,
		'type'     => $post->post_type,
		'status'   => $post->post_status,
		'password' => '' !== $post->post_password,
		'kind'     => get_post_meta( $post->ID, '_kind', true ),
		'day'      => substr( $post->post_date, 0, 10 ),
		'author'   => get_the_author_meta( 'display_name', $post->post_author ),
	);
}
echo wp_json_encode( $rows );
