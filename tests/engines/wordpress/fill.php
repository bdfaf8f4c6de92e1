<?php
// Writes the posts: php fill.php NUMBER. Every post that visitors must not see holds a word that no other text holds.
require __DIR__ . '/wp-load.php';
kses_remove_filters();
mt_srand( 7 );
$words = explode( ' ', 'salt stone harbour tide rope lantern keel anchor gull mast ferry quay storm island chart compass sail net '
	. 'winter summer morning evening water light wind cloud boat bell lamp tower bridge market street letter window' );
$categories = array();
foreach ( array( 'Boats', 'Weather', 'People', 'Places' ) as $name ) {
	$categories[] = wp_create_category_of( $name );
}

function wp_create_category_of( $name ) {
	$made = wp_insert_term( $name, 'category' );
	return is_wp_error( $made ) ? get_cat_ID( $name ) : $made['term_id'];
}

function sentence( $words, $length ) {
	$picked = array();
	for ( $i = 0; $i < $length; $i++ ) {
		$picked[] = $words[ mt_rand( 0, count( $words ) - 1 ) ];
	}
	return ucfirst( implode( ' ', $picked ) ) . '.';
}

function text( $words, $paragraphs, $more = '' ) {
	$blocks = array();
	for ( $i = 0; $i < $paragraphs; $i++ ) {
		$blocks[] = "<!-- wp:paragraph -->\n<p>" . implode( ' ', array_map( fn() => sentence( $words, mt_rand( 8, 16 ) ), range( 1, 4 ) ) )
			. ( 0 === $i ? $more : '' ) . "</p>\n<!-- /wp:paragraph -->";
	}
	return implode( "\n\n", $blocks );
}

$special = array(
	array( 'draft', 10, array( 'post_status' => 'draft' ) ),
	array( 'pending', 2, array( 'post_status' => 'pending' ) ),
	array( 'private', 8, array( 'post_status' => 'private' ) ),
	array( 'scheduled', 8, array( 'post_status' => 'future', 'post_date' => gmdate( 'Y-m-d H:i:s', time() + 40 * 86400 ) ) ),
	array( 'password', 6, array( 'post_password' => 'harbour' ) ),
	array( 'deleted', 5, array() ),
	array( 'sticky', 2, array() ),
	array( 'paged', 4, array() ),
	array( 'moved', 5, array() ),
	array( 'numeric', 3, array() ),
	array( 'cyrillic', 3, array() ),
	array( 'japanese', 2, array() ),
	array( 'percent', 2, array() ),
);
$plan = array();
foreach ( $special as $row ) {
	for ( $i = 1; $i <= $row[1]; $i++ ) {
		$plan[] = array( $row[0], $i, $row[2] );
	}
}
while ( count( $plan ) < (int) $argv[1] ) {
	$plan[] = array( 'plain', count( $plan ), array() );
}
shuffle( $plan );  // seeded above
$titles = array(
	'numeric'  => fn( $i ) => (string) ( 1900 + $i ),
	'cyrillic' => fn( $i ) => "Письмо из порта номер $i",
	'japanese' => fn( $i ) => "港からの手紙その$i",
	'percent'  => fn( $i ) => "Fifty % of the “tide” & more — part $i",
);
$start  = strtotime( '2012-02-03 09:00:00' );
$moved  = array();
$doomed = array();
foreach ( $plan as $n => list( $kind, $i, $more ) ) {
	$title  = isset( $titles[ $kind ] ) ? $titles[ $kind ]( $i ) : rtrim( sentence( $words, 4 ), '.' ) . " $n";
	$hidden = in_array( $kind, array( 'draft', 'pending', 'private', 'scheduled', 'password', 'deleted' ), true );
	$body   = text( $words, mt_rand( 3, 7 ), $hidden ? " Hidden$kind$i." : '' );
	if ( 'paged' === $kind ) {
		$body .= "\n\n<!-- wp:nextpage -->\n<!--nextpage-->\n<!-- /wp:nextpage -->\n\n" . text( $words, 3 ) . " Secondpart$i.\n\n<!-- wp:nextpage -->\n<!--nextpage-->\n<!-- /wp:nextpage -->\n\n" . text( $words, 2 ) . " Thirdpart$i.";
	}
	$id = wp_insert_post(
		wp_slash(
			$more + array(
				'post_title'    => $title,
				'post_content'  => $body,
				'post_status'   => 'publish',
				'post_author'   => 1 + $n % 2,
				'post_date'     => gmdate( 'Y-m-d H:i:s', $start + $n * 19 * 86400 / max( 1, count( $plan ) / 250 ) ),
				'post_category' => array( $categories[ $n % 4 ] ),
				'tags_input'    => array( $words[ $n % 9 ], $words[ 10 + $n % 7 ] ),
			)
		),
		true
	);
	if ( is_wp_error( $id ) ) {
		fwrite( STDERR, $id->get_error_message() );
		exit( 1 );
	}
	update_post_meta( $id, '_kind', $kind );
	if ( 'sticky' === $kind ) {
		stick_post( $id );
	} elseif ( 'moved' === $kind ) {
		$moved[] = array( $id, get_post( $id )->post_name );
	} elseif ( 'deleted' === $kind ) {
		$doomed[] = array( $id, get_post( $id )->post_name );
	}
	if ( 0 === $n % 20 ) {
		wp_insert_comment( array( 'comment_post_ID' => $id, 'comment_author' => 'Cy', 'comment_content' => 'I remember that ferry.' ) );
	}
}
// Old addresses answer with a redirect, deleted ones not at all; a post names both.
$links = '';
foreach ( $moved as list( $id, $slug ) ) {
	$links .= ' <a href="' . esc_url( get_permalink( $id ) ) . '">before</a>';
	wp_update_post( array( 'ID' => $id, 'post_name' => "$slug-moved" ) );
}
foreach ( $doomed as list( $id, $slug ) ) {
	$links .= ' <a href="' . esc_url( get_permalink( $id ) ) . '">gone</a>';
	wp_delete_post( $id, true );
}
wp_insert_post( wp_slash( array( 'post_title' => 'A list of old letters', 'post_content' => text( $words, 3, $links ), 'post_status' => 'publish', 'post_author' => 1 ) ) );
foreach ( array( 'About', 'Contact' ) as $title ) {
	wp_insert_post( array( 'post_title' => $title, 'post_content' => text( $words, 2 ), 'post_status' => 'publish', 'post_type' => 'page' ) );
}
